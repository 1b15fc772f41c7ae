namespace OpenMemory;

/// <summary>What starts a workflow (§8.13).</summary>
public sealed record Trigger : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Trigger()
        : base(GrainType.Trigger)
    {
    }

    /// <summary><c>kind</c>: Closed: interval, schedule, once, polling, memory, webhook, manual, composite (§6.14). Required.</summary>
    public string? Kind
    {
        get => GetText("kind");
        init => Set("kind", value);
    }

    /// <summary><c>workflow</c>: Content address of the Workflow (§6.14). Required.</summary>
    public string? Workflow
    {
        get => GetText("workflow");
        init => Set("workflow", value);
    }

    /// <summary><c>connector</c>: Part of the firing identity (§6.14).</summary>
    public string? Connector
    {
        get => GetText("connector");
        init => Set("connector", value);
    }

    /// <summary><c>scope</c>: What is watched (§6.14).</summary>
    public string? Scope
    {
        get => GetText("scope");
        init => Set("scope", value);
    }

    /// <summary><c>enabled</c>: Always emitted by writers of new Triggers (§6.14).</summary>
    public bool? Enabled
    {
        get => GetBoolean("enabled");
        init => Set("enabled", Number(value, static flag => flag));
    }

    /// <summary><c>dedup_key</c>: RFC 6901 JSON Pointers (§6.14).</summary>
    public IReadOnlyList<string>? DedupKey
    {
        get => GetTexts("dedup_key");
        init => SetList("dedup_key", value, static text => text);
    }

    /// <summary><c>interval_secs</c>: Positive (§6.14).</summary>
    public long? IntervalSecs
    {
        get => GetInteger("interval_secs");
        init => Set("interval_secs", Number(value, static number => number));
    }

    /// <summary><c>cron</c>: Required for schedule (§6.14).</summary>
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

    /// <summary><c>predicate</c>: Expression tree (§6.14).</summary>
    public OmsMap? Predicate
    {
        get => GetMap("predicate");
        init => Set("predicate", value);
    }

    /// <summary><c>members</c>: Alias -&gt; Trigger address (§6.14).</summary>
    public OmsMap? Members
    {
        get => GetMap("members");
        init => Set("members", value);
    }

    /// <summary><c>correlate</c>: JSON Pointer (§6.14).</summary>
    public string? Correlate
    {
        get => GetText("correlate");
        init => Set("correlate", value);
    }

    /// <summary><c>window_ms</c>: Window ms (§6.14).</summary>
    public long? WindowMs
    {
        get => GetInteger("window_ms");
        init => Set("window_ms", Number(value, static number => number));
    }

    /// <summary><c>concurrency</c>: forbid (meaning when absent), allow, replace (§6.14).</summary>
    public string? Concurrency
    {
        get => GetText("concurrency");
        init => Set("concurrency", value);
    }

    /// <summary><c>catchup</c>: last (meaning when absent), none, all (§6.14).</summary>
    public string? Catchup
    {
        get => GetText("catchup");
        init => Set("catchup", value);
    }

    /// <summary><c>config</c>: Connector transport settings (§6.14).</summary>
    public OmsMap? Config
    {
        get => GetMap("config");
        init => Set("config", value);
    }
}
