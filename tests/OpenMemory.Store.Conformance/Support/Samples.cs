using OpenMemory.Signing;

namespace OpenMemory.Store.Conformance;

/// <summary>Grains of the story that runs through the tests: a customer, a support agent, an invoice.</summary>
internal static class Samples
{
    /// <summary>When the samples were written, well before the clock of the tests.</summary>
    internal const long Written = 1_768_000_000_000;

    /// <summary>The person of the story.</summary>
    internal const string Customer = "customer-456";

    internal static Fact NewFact(string value = "email", string subject = Customer, string relation = "prefers") => new()
    {
        Subject = subject, Relation = relation, Object = value, Confidence = 0.9, CreatedAt = new(Written),
    };

    internal static Event NewEvent(string content, string? subject = null) => new() { Content = content, Subject = subject, Role = "user", CreatedAt = new(Written) };

    internal static Goal NewGoal(string state = "active", string description = "settle the invoice") => new()
    {
        Description = description, GoalState = state, CreatedAt = new(Written),
    };

    internal static Consent NewConsent(string subject, string grantee = "did:web:support.example") => new()
    {
        SubjectDid = subject, GranteeDid = grantee, Scope = ["store", "retrieve"], IsWithdrawal = false, CreatedAt = new(Written),
    };

    internal static Observation NewObservation(string subject, string relation, string value) => new()
    {
        ObserverId = "reviewer-1", ObserverType = "human", Subject = subject, Relation = relation, Object = value, CreatedAt = new(Written),
    };

    internal static Consent Withdrawal(ContentAddress consent, string subject) => NewConsent(subject) with
    {
        IsWithdrawal = true, PriorConsent = consent.ToString(), CreatedAt = new(Written + 1000),
    };

    /// <summary>A fact that is to take the place of another one, without its policy.</summary>
    internal static Fact Next(this Fact old, string value) => old with
    {
        Object = value, InvalidationPolicy = null, IsSigned = false, CreatedAt = old.CreatedAt.Later(1000), DerivedFrom = [Text(old)],
    };

    /// <summary>The next state of a goal, as OMS-8.7 wants it.</summary>
    internal static Goal Move(this Goal old, string state) => old with
    {
        GoalState = state, StateReason = "the call ended", CreatedAt = old.CreatedAt.Later(1000), DerivedFrom = [Text(old)],
        ProvenanceChain = [new() { SourceHash = old.ToBlob().Address.ToString(), Method = "goal_state_transition", Weight = 1 }],
    };

    internal static Fact Guarded(string mode, string? scope = null, string value = "email") =>
        NewFact(value) with { InvalidationPolicy = new() { Mode = mode, Scope = scope } };

    internal static EpochMilliseconds Later(this EpochMilliseconds? time, long milliseconds) => new(time!.Value.Value + milliseconds);

    internal static ContentAddress Address(this Grain grain) => grain.ToBlob().Address;

    internal static ContentReference Attachment(CasUri uri) => new() { Uri = uri.ToString(), Modality = "document", MimeType = "text/plain" };

    /// <summary>The envelope of a grain that is written as signed.</summary>
    internal static GrainBlob Signed(this Grain grain, SigningKey key) => GrainSigning.Sign((grain with { IsSigned = true }).ToBlob(), key);

    /// <summary>A successor with the signatures that a quorum needs.</summary>
    internal static Grain Approved(this Grain successor, ContentAddress old, params SigningKey[] keys)
    {
        GrainBlob draft = successor.ToBlob();
        return successor with { SupersessionAuth = [.. keys.Select(key => OmsValue.FromBytes(SupersessionAuthorization.Sign(old, draft, key)))] };
    }

    /// <summary>A grain that says that it contradicts another one.</summary>
    internal static Fact Against(ContentAddress target, string value = "phone") => NewFact(value) with
    {
        RelatedTo = [new() { Hash = target.ToString(), RelationType = "contradicts", Weight = 1 }],
    };

    private static OmsValue Text(Grain grain) => grain.ToBlob().Address.ToString();
}
