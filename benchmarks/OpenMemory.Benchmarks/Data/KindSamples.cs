namespace OpenMemory.Benchmarks;

/// <summary>One grain of each of the thirteen kinds, as a support desk with agents would write it.</summary>
internal static class KindSamples
{
    private const string Address = "3288d0d41cf49a1d428e404f0b6a6fe60388be9536937557f6139b813d53a520";
    private const string Customer = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    private const string Desk = "did:web:support.example.com";
    private const long Time = 1768471200000;

    /// <summary>The grain of a kind.</summary>
    /// <param name="kind">One of the thirteen.</param>
    /// <returns>The grain; two calls give equal ones.</returns>
    internal static Grain Of(GrainType kind) => Common(kind switch
    {
        GrainType.Fact => new Fact { Subject = "customer-456", Relation = "prefers", Object = "email over phone", Confidence = 0.9, SourceType = "user_explicit" },
        GrainType.Event => new Event { Content = "The second charge on the invoice of June is not mine; please take it back.", Role = "user", SessionId = "session-2041", Subject = "customer-456" },
        GrainType.State => new State { Context = new() { ["step"] = "refund", ["attempt"] = 2, ["invoice"] = "INV-2041" }, Plan = ["look up both payments", "refund the second", "tell the customer"] },
        GrainType.Workflow => new Workflow
        {
            Nodes = ["look-up", "decide", "refund"],
            Edges = [new() { Src = "look-up", Dst = "decide" }, new() { Src = "decide", Dst = "refund", Cond = "duplicate == true" }],
        },
        GrainType.Tool => new Tool { ToolName = "payments.search", Input = new() { ["invoice"] = "INV-2041", ["limit"] = 10 }, Content = "two payments of 42.50 on 2026-06-03", IsError = false, ToolCallId = "call-77", DurationMs = 184 },
        GrainType.Observation => new Observation { ObserverId = "monitor-3", ObserverType = "sensor", Subject = "router-9", Relation = "loses", Object = "2.5 % of packets", Confidence = 0.97 },
        GrainType.Goal => new Goal { Description = "The customer has the second payment back before the weekend", GoalState = "active", Criteria = ["refund booked", "customer told"], Priority = 2, Progress = 0.4 },
        GrainType.Reasoning => new Reasoning { Premises = [Address], Conclusion = "Both payments have one order number, so the second is a duplicate.", InferenceMethod = "deductive", Confidence = 0.95 },
        GrainType.Consensus => new Consensus { ParticipatingObservers = ["billing-agent", "fraud-agent", "reviewer"], Threshold = 2, AgreementCount = 3, DissentCount = 0, AgreedContent = "refund 42.50" },
        GrainType.Consent => new Consent { SubjectDid = Customer, GranteeDid = Desk, Scope = ["store", "analyse"], IsWithdrawal = false, Basis = "explicit_consent", Jurisdiction = "EU" },
        GrainType.Skill => new Skill { Name = "refunds", Description = "Finds duplicate charges and takes them back", Instructions = "Look up every payment of the invoice before refunding one.", Version = "1.2.0", AllowedTools = ["payments.search", "payments.refund"] },
        GrainType.Recommendation => new Recommendation
        {
            TargetRef = "entity:support/invoice-17", Analyzer = new() { ["id"] = "desk.duplicates/1" }, Summary = new() { ["template_id"] = "merge" }, ProposalData = new() { ["merge"] = true },
            DedupKey = OpenMemory.DedupKey.Compute("desk.duplicates/1", "entity:support/invoice-17", "data"),
        },
        GrainType.Trigger => new Trigger { Kind = "manual", Workflow = Address, Enabled = true },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    private static Grain Common(Grain grain) => grain with { CreatedAt = Time, Namespace = "support:billing", AuthorDid = Desk };
}
