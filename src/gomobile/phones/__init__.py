"""Phone numbers: what people type, made canonical."""
