namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/grain-kinds.md: what was said, is known, is to be done and was done in a support case.</summary>
internal static partial class KindsExamples
{
    internal static Grain[] Facts(EpochMilliseconds now, ContentAddress call)
    {
        // <fact>
        Fact preference = new()
        {
            Subject = "customer-456", Relation = "prefers", Object = "email over phone", Confidence = 0.9,
            SourceType = "user_explicit", DerivedFrom = [call],
            Namespace = "support:billing", UserId = "customer-456", CreatedAt = now,
        };
        // </fact>
        return [preference];
    }

    internal static Grain[] Events(EpochMilliseconds now)
    {
        // <event>
        Event complaint = new()
        {
            Content = "I was charged twice for invoice INV-2041. Please write to me, do not call.",
            Role = "user", SessionId = "call-2026-03-09",
            Namespace = "support:billing", UserId = "customer-456", StructuralTags = ["pii:contact"], CreatedAt = now,
        };
        // </event>
        return [complaint];
    }

    internal static Grain[] States(EpochMilliseconds now, ContentAddress goal, ContentAddress call)
    {
        // <state>
        State handOver = new()
        {
            Context = new() { ["issue"] = "INV-2041 charged twice", ["goal"] = goal, ["messages_tail"] = call },
            Plan = ["book the refund", "write to the customer", "close the goal"],
            Namespace = "support:billing", UserId = "customer-456", CreatedAt = now,
        };
        // </state>
        return [handOver];
    }

    internal static Grain[] Workflows(EpochMilliseconds now)
    {
        // <workflow>
        Workflow steps = new()
        {
            Nodes = ["book_refund", "ask_senior_agent", "tell_customer"],
            Edges =
            [
                new() { Src = "book_refund", Dst = "tell_customer", Cond = "booked" },
                new() { Src = "book_refund", Dst = "ask_senior_agent", Cond = "refused" },
                new() { Src = "ask_senior_agent", Dst = "tell_customer" },
            ],
            Retries = new() { ["book_refund"] = 2 },
            Namespace = "support:escalation", CreatedAt = now,
        };
        // </workflow>
        return [steps];
    }

    internal static Grain[] Tools(EpochMilliseconds now)
    {
        // <tool>
        Tool asked = new()
        {
            ToolPhase = "call", ToolName = "billing_list_charges", ToolCallId = "call-1",
            Input = new() { ["invoice"] = "INV-2041" },
            Namespace = "support:billing", UserId = "customer-456", CreatedAt = now,
        };
        Tool answered = new()
        {
            ToolPhase = "result", ToolCallId = "call-1", IsError = false, DurationMs = 184,
            Content = new OmsMap { ["charges"] = new[] { "ch-90117", "ch-90482" } },
            DerivedFrom = [asked.ToBlob().Address],
            Namespace = "support:billing", UserId = "customer-456", CreatedAt = now,
        };
        // </tool>
        return [asked, answered];
    }

    internal static Grain[] Observations(EpochMilliseconds now, ContentAddress call)
    {
        // <observation>
        Observation mood = new()
        {
            ObserverId = "mood-classifier-3", ObserverType = "classifier", ObserverModel = "mood-small-2",
            Subject = "customer-456", Object = "annoyed", Confidence = 0.7,
            ObservationMode = "passive", ObservationScope = "session", DerivedFrom = [call],
            Namespace = "support:billing", UserId = "customer-456", CreatedAt = now,
        };
        // </observation>
        return [mood];
    }

    internal static Grain[] Goals(EpochMilliseconds now, ContentAddress call)
    {
        // <goal>
        Goal refund = new()
        {
            Description = "Return the duplicate charge on invoice INV-2041", GoalState = "active",
            Criteria = ["the refund is booked", "the customer confirms it"], Priority = 2,
            Deadline = now.ToDateTimeOffset().AddDays(4), DerivedFrom = [call],
            Namespace = "support:billing", UserId = "customer-456", CreatedAt = now,
        };
        // </goal>
        return [refund];
    }
}
