namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>kind</c>: Closed: interval, schedule, once, polling, memory, webhook, manual, composite (§6.14).</summary>
    public static Field Kind => new(181);

    /// <summary><c>workflow</c>: Content address of the Workflow (§6.14).</summary>
    public static Field Workflow => new(182);

    /// <summary><c>connector</c>: Part of the firing identity (§6.14).</summary>
    public static Field Connector => new(183);

    /// <summary><c>enabled</c>: Always emitted by writers of new Triggers (§6.14).</summary>
    public static Field Enabled => new(184);

    /// <summary><c>interval_secs</c>: Positive (§6.14).</summary>
    public static Field IntervalSecs => new(185);

    /// <summary><c>cron</c>: Required for schedule (§6.14).</summary>
    public static Field Cron => new(186);

    /// <summary><c>at_ms</c>: Epoch ms (§6.14).</summary>
    public static Field AtMs => new(187);

    /// <summary><c>predicate</c>: Expression tree (§6.14).</summary>
    public static Field Predicate => new(188);

    /// <summary><c>members</c>: Alias -&gt; Trigger address (§6.14).</summary>
    public static Field Members => new(189);

    /// <summary><c>correlate</c>: JSON Pointer (§6.14).</summary>
    public static Field Correlate => new(190);

    /// <summary><c>window_ms</c> (§6.14).</summary>
    public static Field WindowMs => new(191);

    /// <summary><c>concurrency</c>: forbid (meaning when absent), allow, replace (§6.14).</summary>
    public static Field Concurrency => new(192);

    /// <summary><c>catchup</c>: last (meaning when absent), none, all (§6.14).</summary>
    public static Field Catchup => new(193);

    /// <summary><c>config</c>: Connector transport settings (§6.14).</summary>
    public static Field Config => new(194);
}
