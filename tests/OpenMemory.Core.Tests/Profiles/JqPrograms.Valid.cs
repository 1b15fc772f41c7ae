namespace OpenMemory.Tests;

internal static partial class JqPrograms
{
    /// <summary>Programs that jq 1.7.1 compiles, or whose only fault is a function or variable that it does not know.</summary>
    internal static string[] Valid { get; } = """"
        .a.[0]
        if . then 1 end
        reduce .[] as $x (0; .+$x) | .
        1 + if . then 1 end
        [1][0]
        $__prog_args
        def f: 1; f
        1 as $x | 2
        1 + 1 as $x | 2
        - 1
        -1 | -.
        . as [$a,{b:$c}] ?// $d | 1
        .["a"]?
        ."a"
        ."a"[0]
        .a."b"?
        @base64 "x\(.)"
        {a,b:1,"c":2,"d\(1)":3,@json "x",(.a):1}
        1 as $x | {$x, $x:1}
        {a:1|2}
        {a:1,}
        try error catch .
        label $out | break $out
        .. | .a
        ..[0]
        .and
        {and:1}
        1 // 2 // 3
        input|inputs
        .[1:2]
        .[:2]
        .[1:]
        .[1,2]
        {"a":1|tojson}
        $x
        a::b
        $a::b
        $__loc__
        {$__loc__}
        {__loc__}
        .?
        .a??
        .5
        5.
        .[-1]
        def f(a;$b): 1; .
        .a as $x | 1, 2 as $y | 3
        try 1 + 2
        -try 1
        not
        . "a"
        .a .b
        .a [0]
        @base32d
        @foo
        @text "a"
        limit(3;.[])
        {a:-1}
        {a: 1 | 2 , b: 3}
        {"a":.b?}
        foreach .[] as [$a] (0;1;2)
        .[]?
        ..?
        .a[]?.b
        .foo.if
        .if
        1 as $if|$if
        {if:1}
        1as $x|2
        1 as$x|2
        try error("x") catch . | 1
        .a |= .b // 1
        .a // .b |= 1
        1 and 2 or 3
        - - 1
        1 - -1
        1 -1
        {"a" :1}
        {"a"}
        {"a\(1)"}
        def f: def g: 3; g; f
        1 + def f: 1; f
        [.[]|{a}]
        .["a","b"]
        .[.a]
        .a.["b"]
        .a.[]
        .[].[]?
        .["a"]["b"].c
        "a" as $x | "b" as $y | $x
        . as {a:$x, $y, "b":[$z], (1|tostring):$q, $w:[$e]} | 1
        break $x
        "\(1) \(2 + "x\(3)")"
        .a!=1
        1!=2
        .e0
        .a-b
        .a-1
        1 .a
        ..
        .. .a
        "a".b
        "a"."b"
        .a=1,.b=2
        .a|=(.b|.c)
        1%2
        1//2
        1//=2
        1%=2
        1/=2
        . as $a ?// [$b] | $a
        getpath(["a"])?
        $ENV.PATH
        .a as [$x] | .b as {c:$y} | [$x,$y]
        try (1,2)
        if 1 then 2 elif 3 then 4 end
        if 1 then 2 elif 3 then 4 else 5 end
        {(.a|.b):1}
        .a.[]."b"
        ."a\(1)"
        .@text "a"
        ."a"?."b"
        .["a":]
        ..|=1
        reduce .[] as [$a,$b] (1;2)
        -(1)
        -.a
        -"a"
        -a|b
        {a:-.b|1}
        1 as $x | 2 as $y | [$x,$y,$__loc__]
        . as [$a] | $a?
        try -1
        try try 1
        [limit(3;.[])]?
        -1?
        1+1?
        try 1?
        def f: .; .| def g: .; g
        .a.b.c[1].d["e"]?.f
        .[]|select(.a=="b" and .c>1)|{x:.a,y:(.b//0)}
        @json
        {"a":1}."a"
        {a:1}.a
        [1,2][1:]
        . as $x|$x::y
        1e1000
        1E+5
        nan
        {a:1,b}
        []
        {}
        "\ud83d\ude00"
        "\/\b\f\n\r\t\\\""
        .a_1
        ._
        _
        reduce empty as $x (0;.)?
        try error("\($__loc__)") catch .
        .a,.b|.c
        .a |= . + 1
        .a += 1 | .b -= 2
        1 or 2 // 3 and 4
        .[0,1] = 1
        (.a,.b) |= 1
        .. |= (.a?)
        .a?.b
        .a?[0]
        .[]?.[0]?
        ..[]?
        ..["a"]
        .. ."a"
        @text."a"
        -1 as $x|2
        -1 as $x | $x
        [1] as [$x] | -$x
        .a as $x | .b as $x | .c
        .a? as $x | 1
        try try . catch . catch .
        try - 1 * 2 catch 3
        try 1 as $x | 2 catch 3
        try 1 as $x | 2 + 3 catch 4
        1 == 2 as $x | 3 == 4
        1 = 2 // 3 = 4
        1 == 2 and 3 == 4
        1 == 2 , 3 == 4
        1 = 2 == 3
        1 == 2 = 3
        1 == 2 = 3 == 4
        .a ? // 1
        __loc__
        {__loc__:1}
        {a:--1}
        {a:- .b}
        {a::b:1}
        {a::b}
        a::b::c
        if::x
        $if::x
        {if}
        {a:1|2|3}
        {a:(1,2)}
        {a:[1],b:{}}
        "\uDC00"
        "\u1234"
        "\u12345"
        "\n\u00e9x"
        .a.@json "x"
        . . "a"
        . .[0]
        . .a
        label $f | 1 , break $f
        label $f|1|2
        1 + label $f | 2
        break $f
        def f(a;b;$c): a; f(1;2;3)
        def f (a) : 1 ; 2
        reduce .[] as {a:$x} (0;$x)
        reduce .[] as $x ?// [$x] (0;1)
        reduce .a as $x (0,1;2|3)
        foreach .[] as $x (0;1),2
        if . then . end?
        if 1 then 2 end | 3
        if . then 1 elif . then 2 end
        -if 1 then 2 end
        -def f: 1; f
        -reduce 1 as $x (0;1)
        - label $x | 1
        try label $x|1
        try def f: 1; f
        try if 1 then 2 end catch 3
        try (1|2) catch (3)
        try error catch . + 1
        . as [$a, [$b]] | 1
        . as {"a":$x} | 1
        . as {"a\(1)":$x}|1
        . as {(1,"a"):$x}|1
        . as {if:$x}|1
        . as {$a:[$b]}|1
        . as {@json "a":$x}|1
        [1][]
        [1][1:]
        {}[0]
        "abc"[1:]
        "abc".[0]
        1[0]
        1.[0]
        .["a"].b
        .[1:2][3]
        @json[0]
        $__loc__.file
        ..  .a
        .. + ..
        ...a
        .|.
        1*-1
        1- -1
        1--1
        1---1
        1>=2
        1<=2
        not|not
        true and not
        true and false or null
        .a and .b == 1 or .c
        .a==1 and .b==2
        [.[]|.a]|add
        map(.x)
        map(select(.a>1))|length
        {a,b}|{c:.a}
        .items[]|{id,name:.title,tags:[.labels[].name]}
        to_entries[]
        to_entries|map({(.key):.value})|add
        @uri "x?q=\(.a)"
        "\(.a)-\(.b)"
        "\( "\( "x" )" )"
        "(\(1))"
        "\((1))"
        "a" + "b"
        1#
        1# "
        "#"
        limit(1;.[])|first
        input_line_number
        splits("a";"g")
        .a|=empty
        del(.a,.b)
        path(..)
        [paths]
        getpath(["a","b"])
        ltrimstr("x")
        ..|select(type=="boolean")?
        .[]?|.a?
        .a?.b?
        .a?[]?
        .["a","b"]?
        .a[1:]?
        .a[:1]?
        if .a then .b else . end
        if .a then .b else . end | .c
        if .a then if .b then 1 end else 2 end
        if . then 1, 2 else 3|4 end
        0
        00
        1e5
        1.e5
        .e5
        .5e-3
        1.0
        -0
        -.5
        .5.a
        .5 .a
        1e5.a
        1e5 .a
        """".Split('\n');
}
