mod inner;

extern "C" {
    fn add(a: i32, b: i32) -> i32;
}

pub fn sum(a: i32, b: i32) -> i32 {
    unsafe { add(a, b) }
}

pub fn report() -> String {
    let volume = if cfg!(feature = "loud") { "loud" } else { "quiet" };
    let mood = if cfg!(mood = "two words") { "two words" } else { "none" };
    let (greeting, given) = (greetings::GREETING, env!("GIVEN"));
    format!("{greeting}{}, {} letters, {volume}, {mood}, {given}", inner::MARK, tally::count!(a b c d e))
}
