import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One OpenSearch node in a process of its own, so that a test can kill it as a machine dies.
 *
 * <p>Arguments: folder, name, HTTP port, transport port, addresses of all nodes, names of those that may lead
 * (lists with commas), how much of bulk requests it takes at once, name of the cluster.
 * Says "started" when it runs, and ends when its standard input does.
 */
public final class ClusterNode {
    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", arguments[1]);
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", arguments[2]);
            settings.put("transport.port", arguments[3]);
            settings.put("discovery.type", "zen");
            settings.putList("discovery.seed_hosts", arguments[4].split(","));
            settings.putList("cluster.initial_cluster_manager_nodes", arguments[5].split(","));
            // the tests' disk is everybody's: how full it is says nothing about them
            settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
            settings.put("cluster.max_shards_per_node", "10000");
            settings.put("node.processors", "2");
            settings.put("indexing_pressure.memory.limit", arguments[6]);
        });
        runner.build(newConfigs().clusterName(arguments[7]).numOfNode(1).basePath(folder));
        System.out.println("started");
        while (System.in.read() != -1) {
            // whoever started this node holds its standard input open
        }
        runner.close();
        System.exit(0);
    }
}
