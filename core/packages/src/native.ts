import cmake from './data/cmake.json' with { type: 'json' };
import crateEnvironment from './data/crateEnvironment.json' with { type: 'json' };
import crates from './data/crates.json' with { type: 'json' };
import goModules from './data/goModules.json' with { type: 'json' };
import headers from './data/headers.json' with { type: 'json' };
import libraries from './data/libraries.json' with { type: 'json' };
import pkgConfig from './data/pkgConfig.json' with { type: 'json' };
import programs from './data/programs.json' with { type: 'json' };

type Names = Readonly<Record<string, string>>;
type Lists = Readonly<Record<string, readonly (readonly string[])[]>>;

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** In the C library or the compiler; nothing has to be given for them. */
const withCompiler = new Set(
  `c m rt dl pthread pthreads util resolv nsl socket gcc gcc_s stdc++ stdc++fs atomic gomp supc++ bind inet network winmm ws2_32 wsock32 gdi32
   kernel32 user32 advapi32 shell32 ole32 psapi kvm devstat perfstat kstat elf_freebsd posix4 anl mingw32 dbghelp version iphlpapi crypt32 bcrypt compat execinfo proc malloc xnet bsd md shlwapi socket resolv elf iconv intl`.split(
    /\s+/,
  ),
);
/** Modules of CMake itself. */
const withCMake = new Set(
  `Threads PkgConfig Git Doxygen PythonInterp PythonLibs Python Python3 Perl Java JNI OpenMP CUDA CUDAToolkit BISON FLEX SWIG Subversion Gettext GNUInstallDirs Matlab Wget UnixCommands Cygwin Sanitizers CMakePackageConfigHelpers`.split(
    /\s+/,
  ),
);

/** Attributes by the names of others; undefined where no table has it. */
export const native = {
  pkgConfig: (module: string) => own(pkgConfig as Names, module),
  library: (name: string) => own(libraries as Names, name),
  isWithCompiler: (name: string) => withCompiler.has(name),
  cmakePackage: (name: string) => own(cmake as Names, name),
  isWithCMake: (name: string) => withCMake.has(name),
  /** The library of `zlib.h` or `boost/asio.hpp`: the longest name of the table that it begins with. */
  header: (path: string): string | undefined => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 2) + 1) {
      const attribute = own(headers as Names, path.slice(0, end));
      if (attribute !== undefined) return attribute;
    }
    return undefined;
  },
  program: (name: string) => own(programs as Names, name),
  crate: (name: string) => own(crates as unknown as Lists, name),
  crateEnvironment: (name: string) =>
    own(crateEnvironment as Readonly<Record<string, Readonly<Record<string, unknown>>>>, name),
  goModule: (path: string) => own(goModules as unknown as Lists, path),
  /** All attributes that the tables name. */
  attributes: (): readonly string[] => [
    ...[pkgConfig, libraries, cmake, headers, programs].flatMap((table) =>
      Object.values(table as Names),
    ),
    ...[crates, goModules]
      .flatMap((table) => Object.values(table as unknown as Lists).flat())
      .flatMap(([name]) => (name === undefined ? [] : [name])),
  ],
  /** The longest name of the table that a package's path begins with. */
  goModuleOf: (path: string): string | undefined => {
    for (let name = path; name.includes('/'); name = name.slice(0, name.lastIndexOf('/')))
      if (Object.hasOwn(goModules, name)) return name;
    return undefined;
  },
};
