#[derive(describe::Describe)]
pub struct Square {
    pub side: f64,
}

impl crate::Shape for Square {
    fn area(&self) -> f64 {
        self.side * self.side
    }
}
