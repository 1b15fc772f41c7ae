namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>kind</c>: interval, schedule, once, polling, memory, webhook, manual or composite (§6.14).</summary>
    public static Field Kind => new(181);

    /// <summary><c>workflow</c>: Address of the Workflow (§6.14).</summary>
    public static Field Workflow => new(182);

    /// <summary><c>connector</c>: Name of the external system (§6.14).</summary>
    public static Field Connector => new(183);

    /// <summary><c>enabled</c>: Whether it may fire; always written (§6.14).</summary>
    public static Field Enabled => new(184);

    /// <summary><c>interval_secs</c>: Seconds between firings; positive (§6.14).</summary>
    public static Field IntervalSecs => new(185);

    /// <summary><c>cron</c>: Cron expression, in UTC (§6.14).</summary>
    public static Field Cron => new(186);

    /// <summary><c>at_ms</c>: Epoch ms (§6.14).</summary>
    public static Field AtMs => new(187);

    /// <summary><c>predicate</c>: Expression tree in the JSON form of CAL (§6.14).</summary>
    public static Field Predicate => new(188);

    /// <summary><c>members</c>: Addresses of triggers by alias (§6.14).</summary>
    public static Field Members => new(189);

    /// <summary><c>correlate</c>: JSON Pointer whose value pairs firings (§6.14).</summary>
    public static Field Correlate => new(190);

    /// <summary><c>window_ms</c>: Life of a partial match, in milliseconds (§6.14).</summary>
    public static Field WindowMs => new(191);

    /// <summary><c>concurrency</c>: forbid (also when absent), allow or replace (§6.14).</summary>
    public static Field Concurrency => new(192);

    /// <summary><c>catchup</c>: last (also when absent), none or all (§6.14).</summary>
    public static Field Catchup => new(193);

    /// <summary><c>config</c>: Transport settings of the connector (§6.14).</summary>
    public static Field Config => new(194);
}
