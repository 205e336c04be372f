//! Prints areas, rounded by a C++ library.

use shapes::{Circle, Shape, Square};

extern "C" {
    fn round_to_whole(value: f64) -> i64;
}

fn main() {
    let size: f64 = std::env::args().nth(1).expect("usage: area <size>").parse().expect("a number");
    let whole = |shape: &dyn Shape| unsafe { round_to_whole(shape.area()) };
    println!("circle: {}, square: {}", whole(&Circle { radius: size }), whole(&Square { side: size }));
}
