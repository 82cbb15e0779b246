/** As old command line tools do, when they are loaded for something else. */
process.exit(4);
