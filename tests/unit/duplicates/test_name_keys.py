"""Names as they sound, whatever the script and the spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.quality.duplicates.name_keys import form, key

ONE_NAME = [
    ["Mohamed", "Mohammed", "Muhammad", "Mohammad", "MOHAMED", "Mhamed", "محمد", "مُحَمَّد"],
    ["Fatima Zahra", "Fatimazahra", "Fatima-Zahra", "Fatima Ezzahra", "Fatima Zohra", "فاطمة الزهراء", "فاطمه الزهراء"],
    ["Youssef", "Yusuf", "Youcef", "Yousef", "Yousuf", "يوسف"],
    ["Abdelkader", "Abdel Kader", "Abd el Kader", "Abdulkader", "عبد القادر", "عبدالقادر"],
    ["Abdellah", "Abdallah", "Abdullah", "Abd Allah", "عبد الله", "عبدالله"],
    ["Abderrahim", "Abdurrahim", "Abd Rahim", "عبد الرحيم"],
    ["Noureddine", "Nour Eddine", "Nur ad-Din", "نور الدين"],
    ["El Alaoui", "Alaoui", "Elalaoui", "Alawi", "العلوي", "علوي"],
    ["Ennaji", "Naji", "الناجي"],
    ["Khalid", "5alid", "Khaled", "خالد"],
    ["Cherif", "Chérif", "Sharif", "شريف"],
    ["Aicha", "Aïcha", "Aisha", "عائشة"],
    ["Yassine", "Yacine", "Yassin", "ياسين"],
    ["Imane", "Iman", "Eman", "إيمان"],
    ["Omar", "Umar", "Omer", "عمر"],
    ["Othmane", "Uthman", "Othman", "عثمان"],
    ["Wafae", "Ouafa", "Wafa", "وفاء"],
    ["Jamal", "Djamel", "Jamel", "جمال"],
    ["Bouchra", "Bushra", "بشرى"],
    ["Hicham", "Hisham", "هشام"],
    ["Mustapha", "Moustafa", "Mostafa", "مصطفى"],
    ["Houssein", "Hussein", "حسين"],
    ["Ilyas", "Elias", "Ilias", "إلياس"],
    ["Yahya", "Yahia", "يحيى"],
    ["Wahiba", "Ouahiba", "وهيبة"],
    ["Said", "Saïd", "Saeed", "سعيد"],
]
OTHERS = [
    ("Mohamed", "Mahmoud"), ("Ahmed", "Hamid"), ("Fatima", "Fadma"), ("Karim", "Hakim"), ("Rachid", "Rachida Zohra"),
    ("Omar", "Ammar Said"), ("Youssef", "Younes"), ("Salma", "Samia"),
    ("Karim", "Karima"), ("Amine", "Amina"), ("Hassan", "Hussein"), ("حسن", "حسين"),
    ("Alaoui", "Idrissi"), ("محمد", "محمود"),
]  # fmt: skip


@pytest.mark.parametrize("spellings", ONE_NAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_sound_alike(spellings: list[str]) -> None:
    assert {key(one) for one in spellings} == {key(spellings[0])}


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_sound_different(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("name", ["", " ", "-", "!?", "__"])
def test_a_name_without_letters_has_no_key(name: str) -> None:
    assert (form(name), key(name)) == ("", "")


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèïçABCDEFأإابتثجحخدذرزسشصضطظعغفقكلمنهويةىء '-", max_size=20)


@given(LETTERS)
def test_case_and_outer_space_do_not_matter(name: str) -> None:
    assert form(f"  {name} ") == form(name)
    assert key(name.upper()) == key(name.upper().lower())


@given(LETTERS)
def test_the_key_is_made_of_the_form(name: str) -> None:
    assert bool(key(name)) == bool(form(name))
    assert len(key(name)) <= len(form(name))
    assert not set(key(name)[1:-1]) & set("aiu")


@given(st.text(max_size=40))
def test_any_text_has_a_form(name: str) -> None:
    assert " " not in form(name)
    assert key(name) == key(name)
