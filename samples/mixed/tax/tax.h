#pragma once

extern "C" long with_tax(long cents);
