using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Tests;

// One line for each fixture of the suite; another store's tests have the same lines over another store.
public sealed class InMemoryAccessCounterTests : AccessCounterTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryAsOfTests : AsOfTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryAtomicityTests : AtomicityTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryAuditTests : AuditTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryBatchTests : BatchTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryBypassTests : BypassTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryChainTests : ChainTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryChangeFeedTests : ChangeFeedTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryConcurrencyTests : ConcurrencyTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryConsentTests : ConsentTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryContentTests : ContentTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryContradictionTests : ContradictionTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryCursorTests : CursorTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryDeletionTests : DeletionTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryErasureAuditTests : ErasureAuditTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryGoalTests : GoalTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryGrantTests : GrantTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryHoldTests : HoldTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryHostileInputTests : HostileInputTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryLifetimeTests : LifetimeTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryMergeIndexTests : MergeIndexTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryMetadataTests : MetadataTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryModeTests : ModeTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryModelTests : ModelTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryOperationIdTests : OperationIdTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryProofTests : ProofTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryPutTests : PutTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryQueryTests : QueryTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryReceiveTests : ReceiveTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryRecommendationTests : RecommendationTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySealedContentTests : SealedContentTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySealedSubjectTests : SealedSubjectTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySearchTests : SearchTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySignedGrainTests : SignedGrainTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySubjectLawTests : SubjectLawTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySubjectTests : SubjectTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySupersedeTests : SupersedeTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemorySupersessionOnPutTests : SupersessionOnPutTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryTimedTests : TimedTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryAuthorizationTests : AuthorizationTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryListTests : ListTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryRetentionKeepTests : RetentionKeepTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryRetentionRowTests : RetentionRowTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryRetentionTests : RetentionTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }

public sealed class InMemoryTierTests : TierTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => new InMemoryGrainStore(options); }
