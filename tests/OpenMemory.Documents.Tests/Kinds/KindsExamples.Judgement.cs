namespace OpenMemory.Documents.Tests;

// What was concluded, agreed on, permitted, learned, proposed, and what starts by itself.
internal static partial class KindsExamples
{
    internal static Grain[] Reasonings(EpochMilliseconds now, ContentAddress charges)
    {
        // <reasoning>
        Reasoning duplicate = new()
        {
            Premises = [charges.ToString()],
            Conclusion = "Charge ch-90482 repeats ch-90117 and is to be returned", InferenceMethod = "abductive",
            AlternativesConsidered = [new() { ["hypothesis"] = "two purchases", ["rejection_reason"] = "both name INV-2041" }],
            RequiresHumanReview = true, Confidence = 0.95,
            Namespace = "support:billing", UserId = "customer-456", CreatedAt = now,
        };
        // </reasoning>
        return [duplicate];
    }

    internal static Grain[] Consensuses(EpochMilliseconds now)
    {
        // <consensus>
        Consensus urgency = new()
        {
            ParticipatingObservers = ["did:web:triage-a.example.com", "did:web:triage-b.example.com", "did:web:triage-c.example.com"],
            Threshold = 2, AgreementCount = 2, DissentCount = 1,
            AgreedContent = "The complaint about INV-2041 is urgent",
            Namespace = "support:triage", UserId = "customer-456", CreatedAt = now,
        };
        // </consensus>
        return [urgency];
    }

    internal static Grain[] Consents(EpochMilliseconds now)
    {
        // <consent>
        Consent permission = new()
        {
            SubjectDid = "did:web:customers.example.com:456", GranteeDid = "did:web:support.example.com",
            Scope = ["store", "retrieve"], IsWithdrawal = false,
            Basis = "explicit_consent", Jurisdiction = "eu",
            Namespace = "support:consents", UserId = "customer-456", CreatedAt = now,
        };
        // </consent>
        return [permission];
    }

    internal static Grain[] Skills(EpochMilliseconds now, ContentAddress escalation)
    {
        // <skill>
        Skill refunding = new()
        {
            Name = "refund-duplicate-charge", Description = "Returns a charge that was made twice",
            WhenToUse = "A customer names one invoice and two charges",
            Instructions = "List the charges of the invoice, compare amount and date, book the refund of the later one.",
            AllowedTools = ["billing_list_charges", "billing_refund_charge"],
            Strategies = [new() { ["condition"] = "the refund is refused", ["workflow"] = escalation }],
            HolderDid = "did:web:support.example.com", Proficiency = 0.8, Confidence = 0.8, PracticeCount = 14,
            Namespace = "agent:skills", CreatedAt = now,
        };
        // </skill>
        return [refunding];
    }

    internal static Grain[] Recommendations(EpochMilliseconds now, ContentAddress charges)
    {
        // <recommendation>
        const string Analyzer = "acme.duplicate_charges/1", Target = "entity:billing-connector";
        Recommendation proposal = new()
        {
            TargetRef = Target, Analyzer = new() { ["id"] = Analyzer },
            Summary = new() { ["template_id"] = "duplicate_charges", ["args"] = new OmsMap { ["count"] = 3, ["days"] = 7 } },
            ProposalData = new() { ["setting"] = "retry_on_timeout", ["value"] = false },
            DedupKey = DedupKey.Compute(Analyzer, Target, "data"), // "cal" or "edit" with the other proposals
            Severity = "medium", DerivedFrom = [charges],
            Namespace = "agent:recommendations", CreatedAt = now,
        };
        // </recommendation>
        return [proposal];
    }

    internal static Grain[] Triggers(EpochMilliseconds now, ContentAddress escalation)
    {
        // <trigger>
        Trigger everyMorning = new()
        {
            Kind = "schedule", Cron = "0 8 * * 1-5", Workflow = escalation.ToString(),
            Enabled = true, Concurrency = "forbid", Catchup = "last",
            Namespace = "support:escalation", CreatedAt = now,
        };
        // </trigger>
        return [everyMorning];
    }

    internal static Grain[] Custom(EpochMilliseconds now)
    {
        // <custom>
        CustomGrain rating = new(0xF0)
        {
            Map = new()
            {
                ["t"] = "acme:rating", ["ca"] = now.Value, ["ns"] = "support:billing", ["tags"] = new[] { "pii:opinion" },
                ["stars"] = 4,
            },
        };
        // </custom>
        return [rating];
    }

    internal static Grain[] Extras(EpochMilliseconds now)
    {
        // <extra>
        Fact ticket = new()
        {
            Subject = "customer-456", Relation = "has_ticket", Object = "T-7731", Confidence = 1, CreatedAt = now,
            Extra = new() { ["acme:queue"] = "billing-eu" },
        };
        OmsValue queue = ticket.Extra["acme:queue"];
        // </extra>
        return queue == "billing-eu" ? [ticket] : [];
    }

    internal static Grain[] Shared(EpochMilliseconds now, EpochMilliseconds movedIn, ContentAddress call)
    {
        // <shared>
        Fact address = new()
        {
            Subject = "customer-456", Relation = "lives_in", Object = "Porto", Confidence = 0.9,
            CreatedAt = now, ValidFrom = movedIn,                     // written now, true since then
            Namespace = "support:customers", UserId = "customer-456", // where it belongs, and whom it concerns
            StructuralTags = ["pii:address"],                         // the header says Pii
            Importance = 0.6, SourceType = "user_explicit", DerivedFrom = [call],
        };
        // </shared>
        return [address];
    }
}
