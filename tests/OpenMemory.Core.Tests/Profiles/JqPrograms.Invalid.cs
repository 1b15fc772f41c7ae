namespace OpenMemory.Tests;

internal static partial class JqPrograms
{
    /// <summary>Texts that jq 1.7.1 refuses with a syntax error, and that the grammar of 1.8 has not either.</summary>
    internal static string[] Invalid { get; } = """"
        ..a
        . == 1 == 2
        1 = 2 = 3
        .[:]
        # c
        .a::b
        ?
        1.2.3
        1e
        "\u12"
        "\x"
        "\uD800"
        0x1
        def f($a): $a
        1,
        |
        (
        [}
        "abc
        .a. b
        . a
        {a:.b as $x | $x}
        def if: 1; .
        1 < 2 < 3
        1 < 2 == 3
        1 = 2 |= 3
        {1:2}
        {@base64:1}
        {.a:1}
        {a b}
        ;
        .a.[1:2]?
        . as [] | 1
        . as {} | 1
        label out | 1
        break
        1 as $a|$ a
        $ __loc__
        a()
        a(1;2;)
        "\(1;2)"
        `
        !
        a:b
        1.a
        . .
        ...
        .a..b
        "x" "y"
        'a'
        %
        //
        ?//
        try . catch . catch .
        if 1 else 2 end
        if then else end
        and
        or
        true and
        .[
        .["a"
        def
        def f
        def f:
        def f: 1
        def f: 1;
        def f:1; def g:2;
        module 1; .
        . | module {}; .
        {a:1}{b:2}
        [1]{a}
        ?.a
        .[1:2:3]
        .[1;2]
        reduce . as $x (1;2;3)
        foreach . as $x (1)
        foreach . as $x (1;2;3;4)
        {a:1 as $x|$x}
        {a:def f:1;f}
        if 1 then 2 else 3
        @json "a" "b"
        1e-
        .1.
        ..1
        1..2
        {,}
        {a:}
        {:1}
        [,]
        (,)
        ()
        "\("
        "\(1"
        "\(1)
        "\u00g0"
        "\'"
        .1a
        .a=.b=.c
        .a?"b"
        try -1 + 2 catch 3
        1 == -2 == 3
        -1 == 2 == 3
        try 1 == 2 == 3
        1 == 2 + 3 == 4
        1 = 2 or 3 = 4
        .a?//1
        .a?//"x"
        {$__loc__:1}
        . as $__loc__ | 1
        a::1
        {"a":1,,}
        "\uD800x"
        "\uD800\u0041"
        "\uD800\n"
        "\u"
        .@text
        .@json
        def f(): 1; f
        def f(a,b): 1; f
        def f($): 1;2
        . as {a}|1
        . as [$a,]|1
        . as {$a,}|1
        . as $a, $b|1
        . as a|1
        . as "a"|1
        $
        $1
        @
        @-
        @ json
        a(
        a(1
        a(1;
        a;
        1;
        1 2
        1 a
        a 1
        .a.
        .a.1
        .a.b.
        .[]a
        [1]2
        .[0].[1].[2:3]
        ..a.b
        .. a
        . ...
        .||.
        .,,.
        .//
        //.
        .|
        |.
        1+
        +1
        *1
        1**2
        1-
        >=
        1=>2
        1=<2
        1=!2
        1<>2
        1 ! 2
        not not
        1 and
        or 1
        1 in 2
        "\(])"
        "\(1"x")"
        "a\
        "\
        "\"
        \
        #
        if . then 1 else 2 elif 3 then 4 end
        elif
        then
        end
        catch
        catch 1
        as
        1 as
        1 as $x
        1 as $x |
        $x as $x
        reduce
        reduce .
        reduce . as
        reduce . as $x
        reduce . as $x (
        reduce . as $x (1;2
        foreach . as $x (1;2;)
        import
        include
        module
        1e+
        1E
        1.5.
        1_000
        0b1
        """".Split('\n');
}
