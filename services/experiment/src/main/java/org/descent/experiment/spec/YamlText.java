package org.descent.experiment.spec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML to a tree that knows its lines. Scalars follow YAML 1.2's core schema (so {@code no} is a
 * word and {@code 1e-3} a number); tags, merge keys and duplicate keys are refused.
 */
final class YamlText {
  /** The most characters of one text, and bytes of one file. */
  static final int MAX_SIZE = 1_000_000;

  /** The most values of one text, aliases counted as often as they are used. */
  static final int MAX_VALUES = 50_000;

  private static final int MAX_DEPTH = 40;

  /** The most aliases of lists and maps. */
  private static final int MAX_ALIASES = 50;

  private final String file;
  private final boolean hasLines;
  private final Problems problems;
  private int values;

  private YamlText(String file, boolean hasLines, Problems problems) {
    this.file = file;
    this.hasLines = hasLines;
    this.problems = problems;
  }

  /**
   * The tree in {@code text}.
   *
   * @param file as problems are to name it
   * @throws Problems.Unusable after noting what is wrong
   */
  static Tree parse(String text, String file, Problems problems) {
    return new YamlText(file, true, problems).parse(text);
  }

  /** The same for a text that has no lines to speak of, such as an argument. */
  static Tree parseArgument(String text, String name, Problems problems) {
    return new YamlText(name, false, problems).parse(text);
  }

  private Tree parse(String text) {
    var whole = new Place(file, 0);
    if (text.length() > MAX_SIZE) {
      throw problems.add(
          whole, "", "has " + text.length() + " characters, expected at most " + MAX_SIZE);
    }
    var root = guarded(() -> composer(text).getSingleNode());
    return root == null ? new Tree.Empty(whole) : tree(root, place(root), "", 0);
  }

  private static Composer composer(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_SIZE);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setTagInspector(tag -> true); // nothing is constructed; tree() refuses them
    var parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
    return new Composer(parser, new NoImplicitTypes(), options);
  }

  /** Leaves the meaning of scalars to us, so that any other tag was written by hand. */
  private static final class NoImplicitTypes extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return super.resolve(kind, value, false);
    }
  }

  /** Runs the YAML parser and words its complaints for people, on one line. */
  private Node guarded(Supplier<Node> parsing) {
    try {
      return parsing.get();
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      var place = mark == null ? new Place(file, 0) : line(mark.getLine());
      throw problems.add(place, "", "is not YAML: " + oneLine(e.getProblem()));
    } catch (ReaderException e) {
      throw problems.add(
          new Place(file, 0),
          "",
          String.format(
              Locale.ROOT,
              "is not YAML: the character U+%04X is not allowed in it",
              e.getCodePoint()));
    } catch (YAMLException e) {
      throw problems.add(new Place(file, 0), "", "is not accepted: " + oneLine(e.getMessage()));
    }
  }

  private static String oneLine(String message) {
    return message == null ? "unreadable" : message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  private Tree tree(Node node, Place place, String path, int depth) {
    if (++values > MAX_VALUES) {
      throw problems.add(
          new Place(file, 0),
          "",
          "has more than " + MAX_VALUES + " values, those that aliases repeat included");
    }
    if (depth > MAX_DEPTH) {
      throw problems.add(place, "", "is nested more than " + MAX_DEPTH + " deep");
    }
    if (!Tag.standardTags.contains(node.getTag()) || tagged(node)) {
      throw problems.add(
          place, path, "the tag " + node.getTag().getValue() + " is not allowed here, nor is any");
    }
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, place, path, depth);
    }
    if (node instanceof SequenceNode sequence) {
      var items = new ArrayList<Tree>();
      for (var item : sequence.getValue()) {
        items.add(tree(item, place(item), path + "[" + items.size() + "]", depth + 1));
      }
      return new Tree.Sequence(place, items);
    }
    return scalar((ScalarNode) node, place);
  }

  private static boolean tagged(Node node) {
    var usual =
        node instanceof MappingNode ? Tag.MAP : node instanceof SequenceNode ? Tag.SEQ : Tag.STR;
    return !usual.equals(node.getTag());
  }

  private Tree mapping(MappingNode mapping, Place place, String path, int depth) {
    var entries = new LinkedHashMap<String, Tree>();
    for (var tuple : mapping.getValue()) {
      var keyPlace = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
        throw problems.add(keyPlace, path, "a key must be a word");
      }
      var key = keyNode.getValue();
      if (key.equals("<<")) {
        throw problems.add(keyPlace, path, "merge keys (<<) are not allowed");
      }
      var keyPath = path.isEmpty() ? key : path + "." + key;
      if (entries.containsKey(key)) {
        problems.add(
            keyPlace,
            keyPath,
            "is written twice, first on line " + entries.get(key).place().line());
      }
      entries.put(key, tree(tuple.getValueNode(), keyPlace, keyPath, depth + 1));
    }
    return new Tree.Mapping(place, entries);
  }

  private static Tree scalar(ScalarNode node, Place place) {
    var text = node.getValue();
    if (!node.isPlain()) {
      return new Tree.Scalar(place, text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> new Tree.Empty(place);
      case "true", "True", "TRUE" -> new Tree.Scalar(place, true);
      case "false", "False", "FALSE" -> new Tree.Scalar(place, false);
      default -> new Tree.Scalar(place, Numbers.isNumber(text) ? Numbers.parse(text) : text);
    };
  }

  private Place place(Node node) {
    return line(node.getStartMark().getLine());
  }

  private Place line(int fromZero) {
    return new Place(file, hasLines ? fromZero + 1 : 0);
  }
}
