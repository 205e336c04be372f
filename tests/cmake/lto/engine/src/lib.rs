/// Called once in each program, and not small: it is inlined only where the whole program is optimised as one.
pub fn digits_of_sum(numbers: &[u64]) -> String {
    let mut sum = 0u64;
    for (place, number) in numbers.iter().enumerate() {
        sum = sum.wrapping_mul(31).wrapping_add(number + place as u64);
    }
    let mut digits = Vec::new();
    while sum > 0 {
        digits.push(char::from(b'0' + (sum % 10) as u8));
        sum /= 10;
    }
    digits.iter().rev().collect()
}

#[no_mangle]
pub extern "C" fn engine_answer() -> u32 {
    42
}
