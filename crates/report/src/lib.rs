//! Published annual reports as values.
