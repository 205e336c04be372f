include!(concat!(env!("OUT_DIR"), "/made.rs"));

pub const FOUR: u32 = base::TWO + speller::two!() + MADE;

#[test]
fn is_four() {
    assert_eq!(FOUR, 4);
}
