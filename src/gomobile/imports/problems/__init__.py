"""What is wrong with the cells of a file: as a list, and put together by column and cause."""
