// timings_page.html as text: the build makes the source from it.
#pragma once

#include <string_view>

namespace ferrule {

/// Holds the place /*DATA*/ for the data.
extern const std::string_view kPageTemplate;

}  // namespace ferrule
