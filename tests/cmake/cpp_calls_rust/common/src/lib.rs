pub fn join(words: &[&str]) -> String {
    words.join(" ")
}
