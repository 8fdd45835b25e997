"""What goes wrong is said in the language of the reader."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.web.conftest import watch
from tests.web.site import OWNER, PASSWORD, Site


def test_refusals_speak_french(browser: Browser, site: Site) -> None:
    page = browser.new_page(locale="fr-MA", base_url=site.address)
    complaints = watch(page, site.address)
    page.goto("/")
    page.get_by_label("E-mail").fill(OWNER[1])
    page.get_by_label("Mot de passe", exact=True).fill("pas le bon")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_contain_text("ne vont pas ensemble")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    # Whoever signs in finds the language of their account; this device is to have another one.
    page.evaluate("localStorage.setItem('gomobile.locale', 'fr')")
    page.goto("/contacts")
    page.get_by_role("button", name="Nouveau contact").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Téléphone").fill("pas un numéro")
    dialog.get_by_role("button", name="Créer le contact").click()
    expect(dialog.get_by_text("Ce n’est pas un numéro de téléphone")).to_be_visible()
    assert complaints == []
    page.close()


def test_refusals_speak_arabic(browser: Browser, site: Site) -> None:
    page = browser.new_page(locale="ar", base_url=site.address)
    complaints = watch(page, site.address)
    page.goto("/reset#nothing")
    expect(page.get_by_text("هذا الرابط لم يعد صالحًا")).to_be_visible()
    page.goto("/sign-in")
    page.get_by_label("البريد الإلكتروني").fill("nobody@example.com")
    page.get_by_label("كلمة المرور", exact=True).fill("whatever it is")
    page.get_by_role("button", name="تسجيل الدخول").click()
    expect(page.get_by_role("alert")).to_contain_text("غير متطابقين")
    assert complaints == []
    page.close()
