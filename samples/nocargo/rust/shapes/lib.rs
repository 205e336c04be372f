//! Shapes and their areas.

mod circle;
mod square;

pub use circle::Circle;
pub use square::Square;

pub trait Shape {
    fn area(&self) -> f64;
}
