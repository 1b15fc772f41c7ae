namespace OpenMemory.Tests;

internal static partial class JqPrograms
{
    /// <summary>Programs that jq 1.7.1 refuses with a syntax error and that the grammar of jq 1.8 has.</summary>
    internal static string[] Newer { get; } = """"
        if . then [1] else [2] end[0]
        reduce .[] as $x (0;.) .a
        {a: 1 + 2}
        {a:reduce .[] as $x (0;1)}
        {a:if . then 1 else 2 end}
        reduce 1+2 as $x (1;2)
        reduce -1 as $x (1;2)
        {a:try 1}
        .?.a
        ..?.a
        .a??.b
        f(1)?.a
        $__loc__?.a
        (1)?.a
        "x"?.a
        .a?? as $x|1
        1? as $x|1
        {a:1?}
        {a:.b??}
        reduce .[] as $x (0;1) as $y | 2
        if . then . end as $x | 1
        {a: if .b then 1 else 2 end}
        {a: try .b catch 0}
        reduce -.[] as $x (0; .)
        foreach -.[] as $x (0; .; .)
        {x: 1 + 2, y: false or true, z: null // 3}
        {x: if . then 1 else 2 end, y: try error catch ., z: reduce range(3) as $x (0; . + $x)}
        {a: foreach .[] as $x (0; .; .), b}
        {a: 1 == 2 | . = 3}
        {(.k): -if . then 1 end}
        -if . then 1 end.a
        """".Split('\n');

    /// <summary>Programs of jq 1.7 that 1.8 gave up.</summary>
    internal static string[] Older { get; } = """"
        -def f: 1; f
        1 + def f: 1; f
        -label $x | 1
        try -1 * 2 catch 3
        - reduce .[] as $x (0; .) * 2 as $y | 1 , def g: 2; g | -def h: 3; h
        """".Split('\n');

    /// <summary>Texts that neither has, though some are made of what one of them has.</summary>
    internal static string[] Neither { get; } = """"
        -def f: 1; f | if . then . end[0]
        {a: 1 as $x | 2}
        {a: def f: 1; f}
        {a: label $x | 1}
        {a: 1 = 2 = 3}
        {a: 1 == 2 == 3}
        {a: if . then 1 else 2}
        {a: try}
        {a: reduce . as $x}
        {a: 1 +}
        reduce 1,2 as $x (0; .)
        reduce .a | .b as $x (0; .)
        reduce as $x (0; .)
        if . then . end .
        try 1 catch
        1 as $x
        ?.a
        """".Split('\n');
}
