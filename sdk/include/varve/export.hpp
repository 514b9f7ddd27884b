#pragma once

/// Marks what a varve library shows to others; everything else is hidden.
#define VARVE_API __attribute__((visibility("default")))
