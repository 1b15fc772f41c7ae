using System.CommandLine;
using OpenMemory.Store;
using OpenMemory.Supersession;

namespace OpenMemory.Cli.Commands;

/// <summary>The options that say which grains of a store are meant.</summary>
internal sealed class StoreQuestion
{
    private static readonly string[] s_statuses = ["current", "any", "past"];

    private readonly QueryOptions _query = new();
    private readonly Option<string?> _object = new("--object") { Description = "With this text as object", HelpName = "text" };
    private readonly Option<string?> _session = new("--session") { Description = "Of this session_id", HelpName = "text" };
    private readonly Option<string?> _run = new("--run") { Description = "Of this run_id", HelpName = "text" };
    private readonly Option<string?> _from = new("--from") { Description = "Created at this time or later: ISO 8601 with time zone, or milliseconds since 1970", HelpName = "time" };
    private readonly Option<string?> _to = new("--to") { Description = "Created before this time", HelpName = "time" };
    private readonly Option<string?> _status = new("--status") { Description = "current (the default), past (superseded or contradicted), or any" };
    private readonly Option<string?> _trueOn = new("--true-on") { Description = "Held for true of this time", HelpName = "time" };
    private readonly Option<string?> _knownAt = new("--known-at") { Description = "Known at this time, whatever became of it later", HelpName = "time" };
    private readonly Option<bool> _cold = new("--cold") { Description = "Also what retention moved to the cold tier" };

    internal StoreQuestion() => _status.AcceptOnlyFromAmong(s_statuses);

    internal void AddTo(Command command)
    {
        _query.AddTo(command);
        foreach (Option option in (Option[])[_object, _session, _run, _from, _to, _status, _trueOn, _knownAt, _cold]) command.Add(option);
    }

    /// <summary>The question.</summary>
    /// <exception cref="UsageException">A type or a time is not known.</exception>
    internal GrainQuery Query(ParseResult result) => _query.Query(result) with
    {
        Object = result.GetValue(_object),
        SessionId = result.GetValue(_session),
        RunId = result.GetValue(_run),
        From = FilterOptions.Time(result.GetValue(_from)),
        To = FilterOptions.Time(result.GetValue(_to)),
        Status = result.GetValue(_status) is { } status ? (GrainStatus)Array.IndexOf(s_statuses, status) : default,
        AsOf = result.GetValue(_trueOn) is null && result.GetValue(_knownAt) is null ? null
            : new AsOf(FilterOptions.Time(result.GetValue(_trueOn)), FilterOptions.Time(result.GetValue(_knownAt))),
        IncludeCold = result.GetValue(_cold),
    };

    internal static void WriteEnvelope(GrainPage page, CommandContext context)
    {
        context.Output.Write(page.ToJson());
        context.WriteLine("");
    }
}
