#[no_mangle]
pub extern "C" fn shared_length(count: u64) -> usize {
    let numbers: Vec<u64> = (0..count).collect();
    engine::digits_of_sum(&numbers).len()
}
