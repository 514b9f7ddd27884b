// A program that knows no database: it opens a plugin with local symbols, as varve does, and lets
// it do what the arguments say.
#include <cstdio>
#include <dlfcn.h>

int main(int argc, char** argv) {
    void* const plugin = ::dlopen(VARVE_PROBE_PLUGIN, RTLD_NOW | RTLD_LOCAL);
    if (plugin == nullptr) {
        std::fprintf(stderr, "%s\n", ::dlerror());
        return 2;
    }
    using Probe = int(int, char**);
    return reinterpret_cast<Probe*>(::dlsym(plugin, "probe"))(argc, argv);
}
