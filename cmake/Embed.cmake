# embed(target namespace function BASE dir FILES f1 f2 ...) puts files into the program as they are:
#
#     namespace http { std::span<const base::Embedded> web_files(); }
#
# answers with their names below BASE and their bytes. The assembler reads the files, so a picture
# costs no compile time.

function(embed target namespace function)
    cmake_parse_arguments(PARSE_ARGV 3 arg "" "BASE" "FILES")
    set(number 0)
    set(blocks "")
    set(externs "")
    set(entries "")
    foreach(file IN LISTS arg_FILES)
        file(RELATIVE_PATH name ${arg_BASE} ${file})
        set(symbol embedded_${namespace}_${function}_${number})
        math(EXPR number "${number} + 1")
        string(APPEND blocks
"__asm__(\".pushsection .rodata\\n\"
        \".global ${symbol}_begin\\n${symbol}_begin:\\n.incbin \\\"${file}\\\"\\n\"
        \".global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n\"
        \".popsection\\n\");
")
        string(APPEND externs "extern \"C\" const char ${symbol}_begin[], ${symbol}_end[];\n")
        string(APPEND entries "        {\"${name}\", {${symbol}_begin, ${symbol}_end}},\n")
    endforeach()
    set(generated ${CMAKE_BINARY_DIR}/generated/${namespace}_${function}.cpp)
    file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"#include <vector>

#include \"base/embedded.hpp\"

${blocks}
${externs}
namespace ${namespace} {

std::span<const base::Embedded> ${function}() {
    static const std::vector<base::Embedded> list{
${entries}    };
    return list;
}

}  // namespace ${namespace}
")
    set_source_files_properties(${generated} PROPERTIES OBJECT_DEPENDS "${arg_FILES}")
    target_sources(${target} PRIVATE ${generated})
endfunction()
