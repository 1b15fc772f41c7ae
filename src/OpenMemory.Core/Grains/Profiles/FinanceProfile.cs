namespace OpenMemory;

/// <summary>Transactions, markets and risk (A.3).</summary>
public sealed record FinanceProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public FinanceProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>fin:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public FinanceProfile(OmsMap map)
        : base(DomainProfile.Finance, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Finance;

    /// <summary><c>fin:account_id</c>: Tokenized reference to the account.</summary>
    public string? AccountId
    {
        get => GetText("fin:account_id");
        init => Set("fin:account_id", value);
    }

    /// <summary><c>fin:instrument_id</c>: ISIN, CUSIP, FIGI or another.</summary>
    public string? InstrumentId
    {
        get => GetText("fin:instrument_id");
        init => Set("fin:instrument_id", value);
    }

    /// <summary><c>fin:ticker</c>: Ticker symbol.</summary>
    public string? Ticker
    {
        get => GetText("fin:ticker");
        init => Set("fin:ticker", value);
    }

    /// <summary><c>fin:amount</c>: Amount of the transaction.</summary>
    public double? Amount
    {
        get => GetFloat("fin:amount");
        init => Set("fin:amount", Number(value, static number => number));
    }

    /// <summary><c>fin:currency</c>: ISO 4217, three letters.</summary>
    public string? Currency
    {
        get => GetText("fin:currency");
        init => Set("fin:currency", value);
    }

    /// <summary><c>fin:transaction_type</c>: <c>debit</c>, <c>credit</c>, <c>transfer</c>, <c>fee</c>, <c>trade</c> or <c>settlement</c>.</summary>
    public string? TransactionType
    {
        get => GetText("fin:transaction_type");
        init => Set("fin:transaction_type", value);
    }

    /// <summary><c>fin:market_timestamp</c>: The exchange's own time.</summary>
    public EpochMilliseconds? MarketTimestamp
    {
        get => GetInteger("fin:market_timestamp") is { } ms ? new EpochMilliseconds(ms) : null;
        init => Set("fin:market_timestamp", Number(value, static time => time.Value));
    }

    /// <summary><c>fin:venue</c>: Trading venue, MIC (ISO 10383).</summary>
    public string? Venue
    {
        get => GetText("fin:venue");
        init => Set("fin:venue", value);
    }

    /// <summary><c>fin:strategy_id</c>: Strategy or model.</summary>
    public string? StrategyId
    {
        get => GetText("fin:strategy_id");
        init => Set("fin:strategy_id", value);
    }

    /// <summary><c>fin:risk_score</c>: Risk, 0 … 1.</summary>
    public double? RiskScore
    {
        get => GetFloat("fin:risk_score");
        init => Set("fin:risk_score", Number(value, static number => number));
    }

    /// <summary><c>fin:sox_control_id</c>: Internal control for the audit trail.</summary>
    public string? SoxControlId
    {
        get => GetText("fin:sox_control_id");
        init => Set("fin:sox_control_id", value);
    }

    /// <summary><c>fin:retention_years</c>: Years that the grain must be kept.</summary>
    public long? RetentionYears
    {
        get => GetInteger("fin:retention_years");
        init => Set("fin:retention_years", Number(value, static number => number));
    }

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static FinanceProfile? Of(Grain grain) => Read(grain, DomainProfile.Finance, static map => new FinanceProfile(map));
}
