using System.Text;

namespace OpenMemory;

/// <summary>One row of the field registry: a field in one scope, with its key on the wire (§6).</summary>
public sealed class FieldDefinition
{
    private static readonly Field[] s_conditional =
    [
        Field.Type, Field.StructuralTags, Field.Elided, Field.ToolPhase, Field.ExecutionMode, Field.IsWithdrawal,
        Field.Content, Field.ContentBlocks, Field.Nodes, Field.ContentRefs, Field.EmbeddingRefs, Field.RelatedTo, Field.Edges,
        Field.Config, Field.Context,
    ];

    private static readonly Field[] s_structured =
    [
        Field.ContentRefs, Field.EmbeddingRefs, Field.RelatedTo, Field.ProvenanceChain, Field.InvalidationPolicy, Field.Owner,
        Field.RetentionPolicy, Field.ContentBlocks, Field.TokenUsage, Field.ObserverModel, Field.ConsolidationLevel,
        Field.StructuralTags, Field.Context, // domain profiles
    ];

    // Fields that hold addresses and nothing else; the vectors write prefixed ones in bindings and in a Skill's lists.
    private static readonly Field[] s_addresses =
    [
        Field.DerivedFrom, Field.ProcessingBasis, Field.ParentMessageId, Field.ParentTaskId, Field.ParentGoals, Field.SatisfactionEvidence,
        Field.DelegateFrom, Field.RollbackOnFailure, Field.DependsOn, Field.OutputGrain, Field.PriorConsent, Field.Premises,
        Field.DissentGrains, Field.ContextGrains, Field.Workflow, Field.Members,
    ];

    internal FieldDefinition(
        Field field, FieldScope scope, string key, FieldType type, FieldRange range = FieldRange.None,
        bool indexLayer = false, bool? elidable = null)
    {
        Field = field;
        Scope = scope;
        Key = key;
        KeyBytes = Encoding.UTF8.GetBytes(key);
        NameBytes = Encoding.UTF8.GetBytes(field.FullName);
        KeyPrefix = CanonicalOrder.Prefix(KeyBytes);
        Type = type;
        (AllowedKinds, ElementKinds) = KindMasks.Of(type);
        Range = range;
        IsIndexLayer = indexLayer;
        IsElidable = elidable;
        IsConditional = s_conditional.Contains(field);
        AllowedValues = ClosedValues.Of(field);
        HoldsAddress = s_addresses.Contains(field);
        HasOldForms = HoldsAddress || field == Field.Relation || field == Field.ObserverType || field == Field.Context || field == Field.RelatedTo;
        HasAuthorRules = indexLayer || AllowedValues.Length > 0 || s_structured.Contains(field);
        IsVocabulary = field == Field.Relation;
    }

    /// <summary>The field.</summary>
    public Field Field { get; }

    /// <summary>The full name.</summary>
    public string Name => Field.FullName;

    /// <summary>The key on the wire.</summary>
    public string Key { get; }

    /// <summary>The scope.</summary>
    public FieldScope Scope { get; }

    /// <summary>The kind of value.</summary>
    public FieldType Type { get; }

    /// <summary>The range of a number.</summary>
    public FieldRange Range { get; }

    /// <summary>Whether the field belongs to the index beside blobs and is never written into one (§5.6).</summary>
    public bool IsIndexLayer { get; }

    /// <summary>Whether disclosure may hide the field; null where §10.2 does not say.</summary>
    public bool? IsElidable { get; }

    internal byte[] KeyBytes { get; }

    internal byte[] NameBytes { get; }

    internal ulong KeyPrefix { get; }

    /// <summary>The only values an author may write; empty where any is allowed.</summary>
    internal string[] AllowedValues { get; }

    /// <summary>Whether rules bind an author beyond kind and range.</summary>
    internal bool HasAuthorRules { get; }

    /// <summary>Whether the values are content addresses, which are written bare .</summary>
    internal bool HoldsAddress { get; }

    /// <summary>Whether an older version wrote something here that an author must not (OMS-L-20).</summary>
    internal bool HasOldForms { get; }

    /// <summary>Whether rules bind an author where the text stands in the reserved space, and only there.</summary>
    internal bool IsVocabulary { get; }

    /// <summary>The kinds of value that fit, as bits.</summary>
    internal int AllowedKinds { get; }

    /// <summary>The kinds of element that fit, as bits; 0 where elements may be anything.</summary>
    internal int ElementKinds { get; }

    /// <summary>Whether other rules of the grain depend on the value.</summary>
    internal bool IsConditional { get; }

    /// <summary>The name and the key.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} ({Key})";
}
