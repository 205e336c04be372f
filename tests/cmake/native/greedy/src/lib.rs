/// Allocates, panics, catches and prints.
#[no_mangle]
pub extern "C" fn allocate() -> i32 {
    let boxes: Vec<Box<usize>> = (0..1000).map(Box::new).collect();
    println!("allocated {}", boxes.len());
    std::panic::catch_unwind(move || panic!("{}", boxes[999])).is_err() as i32
}
