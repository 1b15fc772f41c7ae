namespace OpenMemory;

/// <summary>What starts a workflow (§8.13).</summary>
public sealed record Trigger : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Trigger()
        : base(GrainType.Trigger)
    {
    }

    /// <summary><c>kind</c>: interval, schedule, once, polling, memory, webhook, manual or composite (§6.14). Required.</summary>
    public string? Kind
    {
        get => GetText("kind");
        init => Set("kind", value);
    }

    /// <summary><c>workflow</c>: Address of the Workflow (§6.14). Required.</summary>
    public string? Workflow
    {
        get => GetText("workflow");
        init => Set("workflow", value);
    }

    /// <summary><c>connector</c>: Name of the external system (§6.14).</summary>
    public string? Connector
    {
        get => GetText("connector");
        init => Set("connector", value);
    }

    /// <summary><c>scope</c>: What is watched, in the connector's words (§6.14).</summary>
    public string? Scope
    {
        get => GetText("scope");
        init => Set("scope", value);
    }

    /// <summary><c>enabled</c>: Whether it may fire; always written (§6.14).</summary>
    public bool? Enabled
    {
        get => GetBoolean("enabled");
        init => Set("enabled", Number(value, static flag => flag));
    }

    /// <summary><c>dedup_key</c>: JSON Pointers that together name an occurrence (§6.14).</summary>
    public IReadOnlyList<string>? DedupKey
    {
        get => GetTexts("dedup_key");
        init => SetList("dedup_key", value, static text => text);
    }

    /// <summary><c>interval_secs</c>: Seconds between firings; positive (§6.14).</summary>
    public long? IntervalSecs
    {
        get => GetInteger("interval_secs");
        init => Set("interval_secs", Number(value, static number => number));
    }

    /// <summary><c>cron</c>: Cron expression, in UTC (§6.14).</summary>
    public string? Cron
    {
        get => GetText("cron");
        init => Set("cron", value);
    }

    /// <summary><c>at_ms</c>: When it fires, once (§6.14).</summary>
    public EpochMilliseconds? AtMs
    {
        get => GetInteger("at_ms") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("at_ms", Number(value, static time => time.Value));
    }

    /// <summary><c>predicate</c>: Expression tree in the JSON form of CAL (§6.14).</summary>
    public OmsMap? Predicate
    {
        get => GetMap("predicate");
        init => Set("predicate", value);
    }

    /// <summary><c>members</c>: Addresses of triggers by alias (§6.14).</summary>
    public OmsMap? Members
    {
        get => GetMap("members");
        init => Set("members", value);
    }

    /// <summary><c>correlate</c>: JSON Pointer whose value pairs firings (§6.14).</summary>
    public string? Correlate
    {
        get => GetText("correlate");
        init => Set("correlate", value);
    }

    /// <summary><c>window_ms</c>: Life of a partial match, in milliseconds (§6.14).</summary>
    public long? WindowMs
    {
        get => GetInteger("window_ms");
        init => Set("window_ms", Number(value, static number => number));
    }

    /// <summary><c>concurrency</c>: forbid (also when absent), allow or replace (§6.14).</summary>
    public string? Concurrency
    {
        get => GetText("concurrency");
        init => Set("concurrency", value);
    }

    /// <summary><c>catchup</c>: last (also when absent), none or all (§6.14).</summary>
    public string? Catchup
    {
        get => GetText("catchup");
        init => Set("catchup", value);
    }

    /// <summary><c>config</c>: Transport settings of the connector (§6.14).</summary>
    public OmsMap? Config
    {
        get => GetMap("config");
        init => Set("config", value);
    }
}
