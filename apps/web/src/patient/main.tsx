import '../ui/styles.js';
