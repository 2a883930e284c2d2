//! The screens that scenarios are looked at on.

/// A window's inner size in CSS pixels, and the theme the system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    pub dark: bool,
}

impl Screen {
    /// A desktop window.
    pub const WIDE: Self = Self {
        width: 1440,
        height: 900,
        dark: false,
    };
    /// A small laptop or a tablet.
    pub const MIDDLE: Self = Self {
        width: 1024,
        height: 768,
        dark: false,
    };
    /// A phone.
    pub const PHONE: Self = Self {
        width: 390,
        height: 844,
        dark: false,
    };

    /// The same in the dark theme.
    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    /// Whether it is a phone, which is touched.
    pub const fn is_phone(self) -> bool {
        self.width < 600
    }

    /// Such as `390-dark`, for file names.
    pub fn name(self) -> String {
        format!(
            "{}-{}",
            self.width,
            if self.dark { "dark" } else { "light" }
        )
    }
}
