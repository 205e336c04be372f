pub fn letters(text: &str) -> usize {
    text.chars().filter(|one| one.is_alphabetic()).count()
}
