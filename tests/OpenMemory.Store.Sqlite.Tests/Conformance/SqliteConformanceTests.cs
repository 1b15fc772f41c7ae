using OpenMemory.Store.Conformance;

namespace OpenMemory.Store.Sqlite.Tests;

// One line for each fixture of the suite; another store's tests have the same lines over another store.
public sealed class SqliteAccessCounterTests : AccessCounterTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteAsOfTests : AsOfTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteAtomicityTests : AtomicityTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteAuditTests : AuditTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteBatchTests : BatchTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteBypassTests : BypassTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteChainTests : ChainTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteChangeFeedTests : ChangeFeedTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteConcurrencyTests : ConcurrencyTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteConsentTests : ConsentTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteContentTests : ContentTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteContradictionTests : ContradictionTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteCursorTests : CursorTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteDeletionTests : DeletionTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteErasureAuditTests : ErasureAuditTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteGoalTests : GoalTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteGrantTests : GrantTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteHoldTests : HoldTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteHostileInputTests : HostileInputTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteLifetimeTests : LifetimeTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteMergeIndexTests : MergeIndexTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteMetadataTests : MetadataTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteModeTests : ModeTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteModelTests : ModelTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteOperationIdTests : OperationIdTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteProofTests : ProofTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqlitePutTests : PutTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteQueryTests : QueryTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteReceiveTests : ReceiveTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteRecommendationTests : RecommendationTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSealedContentTests : SealedContentTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSealedSubjectTests : SealedSubjectTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSearchTests : SearchTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSignedGrainTests : SignedGrainTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSubjectLawTests : SubjectLawTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSubjectTests : SubjectTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSupersedeTests : SupersedeTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteSupersessionOnPutTests : SupersessionOnPutTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteTimedTests : TimedTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteAuthorizationTests : AuthorizationTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteListTests : ListTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteRetentionKeepTests : RetentionKeepTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteRetentionRowTests : RetentionRowTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteRetentionTests : RetentionTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }

public sealed class SqliteTierTests : TierTests { protected override IGrainStore CreateStore(GrainStoreOptions options) => StoreFiles.NewStore(options); }
