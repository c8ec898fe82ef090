// Schema: one id a label, and the indexes that the queries use
// The loader runs it before it writes; here alone stand statements that change the schema.
// Its twin for ArcadeDB is schema.sql.
CREATE CONSTRAINT kg_paper_id IF NOT EXISTS FOR (n:Paper) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_author_id IF NOT EXISTS FOR (n:Author) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_category_id IF NOT EXISTS FOR (n:Category) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_method_id IF NOT EXISTS FOR (n:Method) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_dataset_id IF NOT EXISTS FOR (n:Dataset) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_task_id IF NOT EXISTS FOR (n:Task) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_metric_id IF NOT EXISTS FOR (n:Metric) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_digest_id IF NOT EXISTS FOR (n:Digest) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_community_id IF NOT EXISTS FOR (n:Community) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_list_id IF NOT EXISTS FOR (n:List) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT kg_bundle_kg IF NOT EXISTS FOR (n:_KgBundle) REQUIRE n.kg IS UNIQUE;
CREATE INDEX kg_paper_first_listed IF NOT EXISTS FOR (n:Paper) ON (n.first_listed);
CREATE INDEX kg_author_name IF NOT EXISTS FOR (n:Author) ON (n.name);
CREATE INDEX kg_method_name IF NOT EXISTS FOR (n:Method) ON (n.name);
CREATE INDEX kg_dataset_name IF NOT EXISTS FOR (n:Dataset) ON (n.name);
CREATE INDEX kg_task_name IF NOT EXISTS FOR (n:Task) ON (n.name);
CREATE INDEX kg_metric_name IF NOT EXISTS FOR (n:Metric) ON (n.name);
CREATE INDEX kg_digest_date IF NOT EXISTS FOR (n:Digest) ON (n.date);
CREATE INDEX kg_community_kind IF NOT EXISTS FOR (n:Community) ON (n.kind);
CREATE FULLTEXT INDEX kg_paper_text IF NOT EXISTS FOR (n:Paper) ON EACH [n.title, n.abstract];
