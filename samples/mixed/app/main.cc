// Asks one Rust library what things cost, and has another one write a report.
#include <cstdio>

#include "tax.h"

extern "C" {
/// catalog: the sum of the prices in a JSON list, or -1.
long catalog_sum(const char* json);
/// report: prints a report as JSON.
void report_print(int items, long net_cents, long gross_cents);
}

int main() {
  const char* bought = R"([{"name": "ferrule", "cents": 950}, {"name": "rivet", "cents": 300}])";
  long net = catalog_sum(bought);
  if (net < 0) {
    std::fputs("the list can't be read\n", stderr);
    return 1;
  }
  report_print(2, net, with_tax(net));
}
