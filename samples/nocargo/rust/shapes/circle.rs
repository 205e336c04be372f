#[derive(describe::Describe)]
pub struct Circle {
    pub radius: f64,
}

impl crate::Shape for Circle {
    fn area(&self) -> f64 {
        std::f64::consts::PI * self.radius * self.radius
    }
}
