using System.CommandLine;
using System.Globalization;
using OpenMemory.Cli.Input;

namespace OpenMemory.Cli.Commands;

/// <summary>The options that say which grains are meant.</summary>
internal sealed class FilterOptions
{
    private static readonly string[] s_sensitivities = ["public", "internal", "pii", "phi"];

    private readonly Option<string[]> _types = new("--type") { Description = "Of this type, for example fact or 0xf0; may be given more than once", HelpName = "type" };
    private readonly Option<string?> _namespace = new("--namespace") { Description = "In this namespace; \"\" is none", HelpName = "name" };
    private readonly Option<string?> _user = new("--user") { Description = "Of this user_id; \"\" is none", HelpName = "user_id" };
    private readonly Option<string?> _from = new("--from") { Description = "Created at this time or later: ISO 8601 with time zone, or milliseconds since 1970", HelpName = "time" };
    private readonly Option<string?> _to = new("--to") { Description = "Created before this time", HelpName = "time" };
    private readonly Option<string?> _min = new("--min-sensitivity") { Description = "At least this sensitive: public, internal, pii or phi", HelpName = "level" };
    private readonly Option<string?> _max = new("--max-sensitivity") { Description = "At most this sensitive", HelpName = "level" };
    private readonly Option<bool> _current = new("--current-only") { Description = "Not superseded, as the file's manifest says" };
    private readonly Option<string?> _addresses = new("--addresses") { Description = "With an address of this list, one in a line; - is standard input", HelpName = "file" };
    private readonly Option<bool> _invert = new("--invert") { Description = "The grains that do not match instead" };

    internal FilterOptions()
    {
        _min.AcceptOnlyFromAmong(s_sensitivities);
        _max.AcceptOnlyFromAmong(s_sensitivities);
    }

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_types, _namespace, _user, _from, _to, _min, _max, _current, _addresses, _invert]) command.Add(option);
    }

    /// <exception cref="UsageException">A type or a time is not known, or the list cannot be opened.</exception>
    /// <exception cref="BadDataException">A line of the list is no address.</exception>
    internal GrainFilter Filter(ParseResult result, CommandContext context) => new()
    {
        Types = result.GetValue(_types) is { Length: > 0 } types ? [.. types.Select(Type)] : null,
        Namespace = result.GetValue(_namespace),
        UserId = result.GetValue(_user),
        From = Time(result.GetValue(_from)),
        To = Time(result.GetValue(_to)),
        MinSensitivity = Level(result.GetValue(_min), Sensitivity.Public),
        MaxSensitivity = Level(result.GetValue(_max), Sensitivity.Phi),
        CurrentOnly = result.GetValue(_current),
        Addresses = result.GetValue(_addresses) is { } list ? AddressList.Read(list, context) : null,
        Invert = result.GetValue(_invert),
    };

    /// <summary>The type that a command line names.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    internal static GrainType Type(string text)
    {
        if (GrainTypes.TryParse(text, out GrainType type, out _)) return type;
        bool isByte = text.StartsWith("0x", StringComparison.Ordinal)
            & byte.TryParse(text.AsSpan(Math.Min(2, text.Length)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte number);
        return isByte ? (GrainType)number : throw new UsageException($"no such type: {text}");
    }

    /// <summary>The time that a command line names.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    internal static EpochMilliseconds? Time(string? text)
    {
        if (text is null) return null;
        if (EpochMilliseconds.TryParseIso8601(text, out EpochMilliseconds time)) return time;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new UsageException($"this is neither a time like 2026-01-15T10:00:00Z nor a number of milliseconds: {text}");
    }

    private static Sensitivity Level(string? name, Sensitivity unset) =>
        name is null ? unset : (Sensitivity)Array.IndexOf(s_sensitivities, name);
}
