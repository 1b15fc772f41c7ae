using System.CommandLine;

namespace OpenMemory.Cli.Commands;

/// <summary>The arguments that several commands share.</summary>
internal static class Inputs
{
    internal static Argument<string> MgFile() => new("file.mg") { Description = "A .mg file; - is standard input" };

    internal static Option<bool> Compatible() => new("--compatible")
    {
        Description = "Read the bytes of older versions and of other implementations too",
    };

    internal static Option<string> Encoding()
    {
        Option<string> option = Encoding("--encoding", "How payloads are written");
        option.DefaultValueFactory = static _ => "messagepack";
        option.Required = false;
        return option;
    }

    internal static Option<string> Encoding(string name, string description)
    {
        Option<string> option = new(name) { Description = description, Required = true };
        option.AcceptOnlyFromAmong("messagepack", "cbor");
        return option;
    }

    internal static PayloadEncoding EncodingOf(string name) => name == "cbor" ? PayloadEncoding.Cbor : PayloadEncoding.MessagePack;

    internal static GrainReadOptions ReadOptions(bool compatible) =>
        new() { Mode = compatible ? ReadingMode.Compatible : ReadingMode.Canonical };

    internal static Option<bool> Restore() => new("--restore")
    {
        Description = "The JSON came from existing grains: keep old type names, apply no rules for authors. JSON has no header: sensitivity follows the tags",
    };
}
