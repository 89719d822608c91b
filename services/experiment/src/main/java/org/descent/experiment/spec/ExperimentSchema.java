package org.descent.experiment.spec;

import static org.descent.experiment.spec.RecordSchema.any;
import static org.descent.experiment.spec.RecordSchema.list;
import static org.descent.experiment.spec.RecordSchema.object;
import static org.descent.experiment.spec.RecordSchema.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadForm;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.LandscapeSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.PreparationSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TargetSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.contracts.spec.UpdateSpec;

/**
 * Experiment files as JSON Schema (draft 7), for editors: what may be written where. It follows
 * from what the reader reads, and takes every file that the reader takes; what a schema cannot say,
 * for example that a layer fits its data, the reader alone knows.
 */
public final class ExperimentSchema {
  /** What the file is called beside experiments, and at control. */
  public static final String FILE = "experiment.schema.json";

  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> TRUTH = Map.of("type", "boolean");
  private static final Map<String, Object> NUMBER = Map.of("type", "number");
  private static final Map<String, Object> COUNT = Map.of("type", "integer", "minimum", 1);
  private static final Map<String, Object> WHOLE = Map.of("type", "integer", "minimum", 0);
  private static final Map<String, Object> ANYTHING = Map.of();
  private static final Map<String, Object> NONE = words(List.of("none"));
  private static final Map<String, Object> NAME =
      Map.of("type", "string", "pattern", "^[a-z0-9][a-z0-9-]{0,59}$");
  private static final Map<String, Object> SPLIT = words(Words.of(Split.class).keySet());

  private final RecordSchema records = new RecordSchema();

  private ExperimentSchema() {}

  /** The schema, as it would be read from its JSON. */
  public static Map<String, Object> schema() {
    return new ExperimentSchema().whole();
  }

  private Map<String, Object> whole() {
    var experiment = required(object(keys()), "apiVersion", "kind", "name", "data");
    var inside = required(object(keys()), "name", "data");
    var definitions = new LinkedHashMap<String, Object>();
    definitions.put("experiment", experiment);
    definitions.put("study", study(inside));
    definitions.putAll(records.definitions());
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "A Descent experiment, or a study of several");
    var kind = Map.of("kind", Map.of("const", "Study"));
    schema.put("if", Map.of("properties", kind, "required", List.of("kind")));
    schema.put("then", Map.of("$ref", "#/definitions/study"));
    schema.put("else", Map.of("$ref", "#/definitions/experiment"));
    schema.put("definitions", definitions);
    return schema;
  }

  private static Map<String, Object> study(Map<String, Object> experiment) {
    var keys = new LinkedHashMap<String, Object>();
    keys.put("apiVersion", words(List.of(ExperimentBinder.API_VERSION)));
    keys.put("kind", words(List.of("Study")));
    keys.put("name", TEXT);
    keys.put("title", TEXT);
    keys.put("include", told("files with further experiments, relative to this one", list(TEXT)));
    keys.put("experiments", list(experiment));
    return required(object(keys), "apiVersion", "kind");
  }

  /** Every key that an experiment may have; of one that is not described here, anything. */
  private Map<String, Object> keys() {
    var described = described();
    var keys = new LinkedHashMap<String, Object>();
    ExperimentBinder.KEYS.forEach(key -> keys.put(key, described.getOrDefault(key, ANYTHING)));
    return keys;
  }

  private Map<String, Object> described() {
    var keys = new LinkedHashMap<String, Object>();
    keys.put("apiVersion", words(List.of(ExperimentBinder.API_VERSION)));
    keys.put("kind", words(List.of("Experiment")));
    keys.put("name", told("what it is called, in ids too: a-z, 0-9 and -", NAME));
    keys.put("title", told("for people; default the name", TEXT));
    keys.put("data", told("where the examples come from", records.of(DataSpec.class)));
    keys.put("split", told("shares for validation and test, or folds", split()));
    keys.put("prepare", told("what is done to the examples", several(PreparationSpec.class)));
    keys.put("network", told("shared layers, and heads that read the last of them", network()));
    keys.put("initialisation", told("how parameters start", initialisation()));
    keys.put("loss", told("of all heads, averaged over the batch", records.of(Loss.class)));
    keys.put("optimiser", told("default sgd of 0.1", records.of(OptimiserSpec.class)));
    keys.put("update", told("schedules, decay, clipping, average", records.of(UpdateSpec.class)));
    keys.put("batch", told("full, or a number of examples", batch()));
    var budget = new LinkedHashMap<>(COUNT);
    budget.put("maximum", TrainingSpec.MAX_ITERATIONS);
    keys.put("budget", told("the most iterations of a trial; default 10000", budget));
    keys.put("measure", told("what is measured of whole splits now and then", ANYTHING));
    keys.put("target", told("when a trial has converged; default accuracy 1", target()));
    keys.put("patience", told("when a trial is given up", ANYTHING));
    keys.put("snapshots", told("iterations whose weights are kept", snapshots()));
    keys.put("surface", told("grid for a network of one weight and one bias", ANYTHING));
    var instruments = any(NONE, list(records.of(InstrumentSpec.class)));
    keys.put("instruments", told("what is looked at on the way", instruments));
    var landscapes = any(NONE, list(records.of(LandscapeSpec.class)));
    keys.put("landscapes", told("the loss around the weights at the end", landscapes));
    keys.put("vary", told("paths, each with the values that it takes", vary()));
    keys.put("fork", told("what changes on the way", any(fork(), list(fork()))));
    keys.put("search", told("variants are found instead of listed", search()));
    keys.put("seeds", told("how many, or which; default 10", seeds()));
    keys.put("reported", told("published numbers to show beside ours", list(anyKeys())));
    keys.put("claims", told("what results are expected to show", claims()));
    return keys;
  }

  private static Map<String, Object> split() {
    var keys = new LinkedHashMap<String, Object>();
    keys.put("validation", NUMBER);
    keys.put("test", NUMBER);
    keys.put("folds", COUNT);
    keys.put("seed", WHOLE);
    keys.put("shuffle", TRUTH);
    keys.put("stratified", Map.of("type", List.of("boolean", "string")));
    return object(keys);
  }

  private Map<String, Object> network() {
    var keys = new LinkedHashMap<String, Object>();
    keys.put("activation", told("of layers that name none", records.of(Activation.class)));
    keys.put("layers", list(records.of(LayerSpec.class)));
    keys.put("heads", list(records.of(HeadForm.class)));
    return object(keys);
  }

  private Map<String, Object> initialisation() {
    var initialiser = records.of(Initialiser.class);
    return object(Map.of("weights", initialiser, "biases", initialiser));
  }

  private static Map<String, Object> batch() {
    var measure = words(Words.of(BatchSpec.Measure.class).keySet());
    var own = required(object(Map.of("size", COUNT, "measure", measure)), "size");
    return any(words(List.of("full")), COUNT, own);
  }

  private static Map<String, Object> target() {
    var keys = new LinkedHashMap<String, Object>();
    keys.put(word(TargetSpec.Metric.ACCURACY), NUMBER);
    keys.put(word(TargetSpec.Metric.LOSS), NUMBER);
    keys.put("head", TEXT);
    keys.put("on", any(SPLIT, words(List.of("batch"))));
    var one = object(keys);
    return any(NONE, one, list(one));
  }

  private static String word(TargetSpec.Metric metric) {
    return Words.of(TargetSpec.Metric.class).entrySet().stream()
        .filter(entry -> entry.getValue() == metric)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static Map<String, Object> snapshots() {
    var ruled =
        any(
            object(Map.of("every", COUNT)),
            object(Map.of("logarithmic", Map.of("type", "integer", "minimum", 2))));
    return any(NONE, list(COUNT), ruled);
  }

  private static Map<String, Object> vary() {
    var values = Map.<String, Object>of("type", "array", "minItems", 1);
    var named = required(object(Map.of("name", TEXT, "values", values)), "name", "values");
    return Map.of("type", "object", "additionalProperties", any(values, named));
  }

  private static Map<String, Object> fork() {
    var keys = new LinkedHashMap<String, Object>();
    keys.put("at", Map.of("type", "integer", "minimum", 2));
    keys.put("set", anyKeys());
    keys.put("vary", vary());
    return required(object(keys), "at");
  }

  private static Map<String, Object> search() {
    var keys = new LinkedHashMap<String, Object>();
    SearchReader.KEYS.forEach(key -> keys.put(key, ANYTHING));
    keys.put("space", told("paths, each with what it is chosen from", space()));
    keys.put("strategy", told("who proposes; default tpe", chosen(SearchReader.STRATEGIES)));
    keys.put("stopping", told("who goes on; default none", chosen(StoppingReader.RULES)));
    keys.put("variants", told("proposals, in each place of the grid; default 50", COUNT));
    keys.put("lag", told("steps that may be in training at once; default 8", WHOLE));
    keys.put("seed", WHOLE);
    return required(object(keys), "space", "objective");
  }

  private static Map<String, Object> space() {
    var domains = new LinkedHashMap<String, Object>();
    SearchReader.DOMAINS.forEach(domain -> domains.put(domain, list(ANYTHING)));
    domains.put("same-as", TEXT);
    var domain = object(domains);
    domain.put("minProperties", 1);
    domain.put("maxProperties", 1);
    return Map.of("type", "object", "additionalProperties", domain);
  }

  private static Map<String, Object> chosen(List<String> names) {
    var bodies = new LinkedHashMap<String, Object>();
    names.forEach(name -> bodies.put(name, any(anyKeys(), Map.of("type", "null"))));
    return any(words(names), object(bodies));
  }

  private static Map<String, Object> seeds() {
    var race = new LinkedHashMap<String, Object>();
    race.put("at-least", COUNT);
    race.put("at-most", COUNT);
    race.put("until", NUMBER);
    race.put("fresh", WHOLE);
    return any(COUNT, list(WHOLE), object(race));
  }

  private static Map<String, Object> claims() {
    var own = object(Map.of("claim", TEXT, "name", NAME, "says", TEXT));
    return list(any(TEXT, required(own, "claim")));
  }

  private Map<String, Object> several(Class<?> family) {
    return any(records.of(family), list(records.of(family)));
  }

  private static Map<String, Object> anyKeys() {
    return Map.of("type", "object");
  }

  /** The same with what it means. */
  private static Map<String, Object> told(String meaning, Map<String, Object> schema) {
    var told = new LinkedHashMap<String, Object>();
    told.put("description", meaning);
    if (schema.containsKey("$ref")) {
      told.put("allOf", List.of(schema)); // beside a $ref nothing else counts
    } else {
      told.putAll(schema);
    }
    return told;
  }

  private static Map<String, Object> required(Map<String, Object> schema, String... keys) {
    var stricter = new LinkedHashMap<>(schema);
    stricter.put("required", List.of(keys));
    return stricter;
  }
}
