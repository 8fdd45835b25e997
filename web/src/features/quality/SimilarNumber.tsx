import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { SimilarNumbers } from "../../api/schema";
import classes from "./SimilarNumber.module.css";
import type { Piece } from "./similar";

/** A number with the digits marked in which it differs from the other one, and who has it. */
export function SimilarNumber({ holder, pieces }: { holder: SimilarNumbers["left"]; pieces: Piece[] }) {
  return (
    <Anchor component={Link} to={`/contacts/${holder.id}`} inherit c="inherit" className={classes.link}>
      <bdi className="ltr figures">
        {pieces.map((piece, at) =>
          piece.differs ? (
            <mark key={at} className={classes.differs}>
              {piece.text}
            </mark>
          ) : (
            piece.text
          ),
        )}
      </bdi>{" "}
      <bdi className="quiet">{holder.displayName}</bdi>
    </Anchor>
  );
}
