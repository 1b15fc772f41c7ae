using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpenMemory.Cli.Conformance;

/// <summary>Turns the JSON of a row into values, with the notation for what plain JSON cannot hold.</summary>
internal sealed class VectorNotation
{
    /// <summary>Whether anything was written in notation, so that the JSON is not what a caller would pass.</summary>
    internal bool WasUsed { get; private set; }

    /// <summary>Whether there was an integer that no value can hold, so that only the JSON can be passed.</summary>
    internal bool HasWideInteger { get; private set; }

    /// <summary>Reads a value, with notation expanded.</summary>
    /// <exception cref="VectorFileException">The notation is malformed.</exception>
    internal OmsValue Expand(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => OmsValue.Null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => Number(json.GetRawText()),
        JsonValueKind.Array => OmsValue.FromArray([.. json.EnumerateArray().Select(Expand)]),
        _ => TryExpandNotation(json, out OmsValue value) ? value : Map(json),
    };

    private OmsMap Map(JsonElement json) =>
        new(json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Expand(member.Value))));

    // A fraction or an exponent makes a float; without one it is an integer, however large.
    private OmsValue Number(string text)
    {
        if (text.AsSpan().ContainsAny('.', 'e', 'E')) return double.Parse(text, CultureInfo.InvariantCulture);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed)) return signed;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned)) return unsigned;
        HasWideInteger = true;
        return OmsValue.Null;
    }

    private bool TryExpandNotation(JsonElement json, out OmsValue value)
    {
        value = default;
        if (json.GetPropertyCount() != 1) return false;
        JsonProperty member = json.EnumerateObject().First();
        if (!member.Name.StartsWith('$')) return false;
        VectorRow arguments = new(member.Value);
        switch (member.Name)
        {
            case "$hex":
                value = VectorRow.ParseHex(member.Value.GetString()!, "$hex");
                break;
            case "$fill":
                byte[] bytes = new byte[Count(arguments)];
                Array.Fill(bytes, arguments["byte"].GetByte());
                value = bytes;
                break;
            case "$float":
                value = Float(member.Value.GetString());
                break;
            case "$utf16":
                value = CodeUnits(member.Value.GetString()!);
                break;
            case "$repeat":
                value = new StringBuilder().Insert(0, arguments.Text("text"), Count(arguments)).ToString();
                break;
            case "$array":
                OmsValue[] elements = new OmsValue[Count(arguments)];
                Array.Fill(elements, Expand(arguments["value"]));
                value = elements;
                break;
            case "$map":
                value = RepeatedMap(arguments);
                break;
            case "$nest":
                value = Nest(arguments);
                break;
            default:
                throw new VectorFileException($"unknown notation {member.Name}");
        }
        WasUsed = true;
        return true;
    }

    private static int Count(VectorRow arguments) => arguments["count"].GetInt32();

    private static double Float(string? text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => throw new VectorFileException("unknown $float"),
    };

    private static string CodeUnits(string units) => string.Concat(
        units.Split(' ').Select(static unit => (char)ushort.Parse(unit, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));

    private OmsMap RepeatedMap(VectorRow arguments)
    {
        OmsValue value = Expand(arguments["value"]);
        string prefix = arguments.Text("prefix"), format = "D" + arguments["digits"].GetInt32().ToString(CultureInfo.InvariantCulture);
        return new OmsMap(Enumerable.Range(0, Count(arguments))
            .Select(i => KeyValuePair.Create(prefix + i.ToString(format, CultureInfo.InvariantCulture), value)));
    }

    private OmsValue Nest(VectorRow arguments)
    {
        OmsValue value = Expand(arguments["leaf"]);
        bool maps = arguments.Text("kind") == "map";
        string key = maps ? arguments.Text("key") : "";
        for (int depth = arguments["depth"].GetInt32(); depth > 0; depth--)
            value = maps ? new OmsMap { [key] = value } : OmsValue.FromArray(value);
        return value;
    }
}
